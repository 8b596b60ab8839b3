"""Backups: what an installation holds, in one sealed file; and putting it back. No page and no action of the web half."""
