"""What actors can do and see, as functions of plain values: called in-process, or through `/control`."""

from simulator.operations import acting, breaking, hosting, looking, machinery, sending, staging, topics
from simulator.operations.registry import OPERATIONS

__all__ = ["OPERATIONS", "acting", "breaking", "hosting", "looking", "machinery", "sending", "staging", "topics"]
