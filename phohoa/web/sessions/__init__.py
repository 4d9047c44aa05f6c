"""The committee's sessions: the table, deciding, concluding, the papers, and the branch's side."""
