/** The units' table that the workbench works on; it leaves the page only inside questions, and the server keeps nothing. */
export type Table = {
  /** What questions send along: null asks for the table that the framework brings. */
  text: string | null;
  /** How the page names it. */
  name: string;
  /** The table itself. */
  csv: string;
};
