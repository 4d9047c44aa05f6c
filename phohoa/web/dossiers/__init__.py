"""The dossier of a person: papers, the paper file, verifications, scans."""
