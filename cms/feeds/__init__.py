"""What machines read of the pages: calendars, descriptions for search engines, the map of the site."""
