"""The share archive: what may leave the group, without names. Its form is described in docs/share-archive.md."""
