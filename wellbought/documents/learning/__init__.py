"""Files to learn and teach with: slides, training papers, calendars, certificates, course packages, videos."""
