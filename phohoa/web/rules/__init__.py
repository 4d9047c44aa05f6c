"""The rule book for people, its values, who decides, days off and sessions."""
