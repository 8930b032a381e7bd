"""What runs beside the pages: work asked for by people, small errands, and what is due by the clock."""
