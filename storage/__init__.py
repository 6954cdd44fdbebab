"""SQL: one repository per noun, one session per unit of work."""
