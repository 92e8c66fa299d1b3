"""What a stranger can hand the calculator: bombs that must cost little, and fuzzing of all that it opens."""
