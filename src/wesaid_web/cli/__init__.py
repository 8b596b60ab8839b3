"""Commands of the web half. Their modules import Django only when they run."""
