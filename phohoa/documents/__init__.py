"""Official papers: typed content to PDF bytes, signatures on them, and whether a file is genuine."""
