"""The product's icons: one 16 × 16 drawing each, in the colour of the text around it."""

ICONS: dict[str, str] = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "check": '<path d="m3 8.5 3.5 3.5L13 4.5"/>',
    "minus": '<path d="M3 8h10"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "bookmark": '<path d="M4 2.5h8v11L8 10.5l-4 3z"/>',
    "balance": '<path d="M2 4.5h12M8 2v11M5 13.5h6M4 4.5 2 9h4zM12 4.5 10 9h4z"/>',
    "conduct": '<path d="M2.5 2.5h7.5l3.5 3.5v7.5h-11zM8 6v3.5M8 11.2v.3"/>',
    "disputed": '<path d="M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13"/>',
    "error": '<path d="M2.5 2.5h11v11h-11zM8 5v4M8 11v.4"/>',
    "info": '<circle cx="8" cy="8" r="5.75"/><path d="M8 7.5v3.5M8 5v.3"/>',
    "clock": '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.5V8l2.5 1.5"/>',
    "download": '<path d="M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
    "lock": '<path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"/>',
    "document": '<path d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8h4M6 11h4"/>',
    "external": '<path d="M7 3.5H3v9.5h9.5V9M9 2.5h4.5V7M13.5 2.5 7.5 8.5"/>',
    "arrow": '<path d="M2.5 8h10M9 4.5 12.5 8 9 11.5"/>',
    "calendar": '<path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
}
