/** One of several things that are wrong, with its place where the input has lines. */
export type ProblemDetail = { line: number | null; column: number | null; message: string };

/** What the server says when it refuses: what, where, how to mend (docs/api.md lists the codes). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly where: string;
  readonly details: readonly ProblemDetail[];

  constructor(status: number, body: unknown) {
    const said = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
    const text = (key: string) => (typeof said[key] === "string" ? said[key] : "");
    super(text("message") || `服务器返回 ${status}，没有说明原因`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = text("code") || `http_${status}`;
    this.hint = text("hint");
    this.where = text("where");
    this.details = Array.isArray(said["details"]) ? said["details"].flatMap(readDetail) : [];
  }
}

function readDetail(raw: unknown): ProblemDetail[] {
  if (typeof raw !== "object" || raw === null) return [];
  const { line, column, message } = raw as Record<string, unknown>;
  if (typeof message !== "string") return [];
  const place = (value: unknown) => (typeof value === "number" ? value : null);
  return [{ line: place(line), column: place(column), message }];
}

/** What to show people, whatever went wrong. */
export type Explained = { message: string; hint: string; where: string; details: readonly ProblemDetail[] };

export function explain(error: unknown): Explained {
  if (error instanceof ApiProblem) return error;
  // fetch itself fails with a TypeError, and only where nothing answered.
  if (error instanceof TypeError && /fetch|network/i.test(error.message)) {
    return { message: "连不上本机的服务", hint: "请确认 kechuang serve 仍在运行，然后重试。", where: "", details: [] };
  }
  return { message: error instanceof Error ? error.message : String(error), hint: "", where: "", details: [] };
}
