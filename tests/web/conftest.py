from tests.fixtures import built_world, world

__all__ = ["built_world", "world"]
