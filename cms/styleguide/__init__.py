"""The style guide for staff: every component with its parameters and samples."""
