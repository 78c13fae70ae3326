"""What the directory's screens in Wagtail's admin share: who may, lists, exports, history."""
