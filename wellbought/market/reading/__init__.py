"""Reading what publishers give: archives, compression, packages, lines, tables. Streams throughout; memory is bounded."""
