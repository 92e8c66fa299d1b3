def write_workbook(package, name="", language="nl"): return b""
