"""How large a roster may be. Every refusal names the limit it rests on.

The figures bound memory (under 500 MB) and time on two cores. The largest real register in sight, all Chinese
trade mark agencies, has about 70,000 entries; by province they fit.
"""

MAX_ROWS = 40_000
MAX_COLUMNS = 256
MAX_CELL = 32_767  # characters; what a spreadsheet's cell can hold
MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024  # an XLSX's parts together; they are streamed
MAX_STRINGS_BYTES = 80 * 1024 * 1024  # an XLSX's shared strings; they are held in memory
MAX_PARTS = 2_000  # files inside an XLSX
MAX_MERGED = 20_000  # merged ranges in a sheet
HEADER_SEARCH_ROWS = 20  # title lines that may stand above the header
STAGING_BATCH = 500
GONE_SHARE = 0.10  # D5: more than this share gone needs a confirmation
