/** Lines of a pasted list: one code or name each, as copied from a sheet (first column counts) or with separators. */
export function readEntries(text: string): string[] {
  const entries = text
    .split(/[\r\n;；]+/)
    // A row copied from a spreadsheet brings its other columns after a tab.
    .map((line) => (line.split("\t")[0] ?? "").trim())
    .flatMap((line) => (/^[0-9A-Za-z]{18}([,，、\s]+[0-9A-Za-z]{18})+$/.test(line) ? line.split(/[,，、\s]+/) : [line]))
    .filter((line) => line !== "");
  return [...new Set(entries)];
}
