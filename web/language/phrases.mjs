// The phrases of a source file: every Chinese string, template and JSX text that may be shown. The phrase is its own key, with {0}, {1} for
// what is filled in, so that pages are written in plain Chinese and nothing has to be marked.
import ts from "typescript";

/** What only Chinese is written with: characters, and its marks. */
const CHINESE = /[\p{Script=Han}、。，；：？！（）“”《》「」]/u;
/** Methods that look for a text in data. */
const LOOKS_FOR = new Set(["endsWith", "get", "has", "includes", "indexOf", "lastIndexOf", "replace", "replaceAll", "split", "startsWith"]);
const EQUALS = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** JSX text as React shows it: lines trimmed where they meet, empty ones dropped. */
function shown(text) {
  const lines = text.split(/\r\n|\n|\r/);
  const kept = lines.map((line, at) => {
    const from = at === 0 ? line : line.replace(/^[ \t]+/, "");
    return at === lines.length - 1 ? from : from.replace(/[ \t]+$/, "");
  });
  return kept.filter((line) => line !== "").join(" ");
}

/** Whether a string names something instead of saying it: a key, a type, a module, what something is compared with. */
function isName(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name === node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isCallExpression(parent)) return ts.isPropertyAccessExpression(parent.expression) && LOOKS_FOR.has(parent.expression.name.text);
  // `"未知" as const`: said to be a word of the data where it stands.
  if (ts.isAsExpression(parent)) return parent.type.getText() === "const";
  if (ts.isBinaryExpression(parent)) return EQUALS.has(parent.operatorToken.kind);
  return (
    ts.isLiteralTypeNode(parent) ||
    ts.isComputedPropertyName(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isCaseClause(parent) ||
    ts.isTaggedTemplateExpression(parent)
  );
}

/** Attributes of elements that hold words of the data. */
const OF_DATA = new Set(["attribute", "by", "kind", "name", "unit", "value"]);
/** Properties that are shown, whatever object they are of. */
const SHOWN = new Set(["cancelText", "children", "content", "emptyText", "label", "okText", "placeholder", "title"]);

/** Whether a string can only be shown. Elsewhere the same letters may be a word of the data, which the dictionary then says. */
function isOnlyShown({ parent }) {
  if (ts.isJsxAttribute(parent)) return !OF_DATA.has(parent.name.getText());
  return ts.isPropertyAssignment(parent) && SHOWN.has(parent.name.getText());
}

/** Names of what holds the name of something: an attribute, a programme, a kind. */
const NAMES = new Set(["attribute", "heading", "label", "name", "title", "word"]);

/** Whether an expression is the name of something that content calls so, where it is shown. */
function isShownName(node) {
  const called = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : "";
  if (!NAMES.has(called)) return false;
  // `name || id`, `name ?? id`: the name where there is one.
  const { parent } = ts.isBinaryExpression(node.parent) && node.parent.left === node ? node.parent : node;
  if (ts.isJsxExpression(parent)) return !ts.isJsxAttribute(parent.parent);
  return ts.isPropertyAssignment(parent) && parent.initializer === node && SHOWN.has(parent.name.getText());
}

/**
 * Where a file shows names that content gives: each a stretch of the source, with what stands there instead once they are looked up by `called`.
 */
export function names(name, code, called = "called") {
  const source = parse(name, code);
  const found = [];
  const visit = (node) => {
    if (isShownName(node)) found.push({ start: node.getStart(), end: node.end, text: `${called}(${node.getText()})` });
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const parse = (name, code) =>
  ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true, name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);

/**
 * The phrases of a file in the order in which they stand: `key`, and `pieces`, each a stretch of the source with what stands there instead
 * once phrases are looked up by `phrase`, and those that may be words of the data by `word`.
 */
export function phrases(name, code, { phrase = "phrase", word = "word" } = {}) {
  const source = parse(name, code);
  const found = [];
  const add = (key, ...pieces) => found.push({ key, pieces });
  const visit = (node) => {
    if (ts.isJsxText(node)) {
      const key = shown(node.text);
      // The blank before and after belongs to the line, not to the phrase.
      const [, before, inner, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(key);
      if (CHINESE.test(inner)) add(inner, { start: node.pos, end: node.end, text: `${before && '{" "}'}{${phrase}(${JSON.stringify(inner)})}${after && '{" "}'}` });
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (CHINESE.test(node.text) && !isName(node)) {
        const said = `${isOnlyShown(node) ? phrase : word}(${JSON.stringify(node.text)})`;
        add(node.text, { start: node.getStart(), end: node.end, text: ts.isJsxAttribute(node.parent) ? `{${said}}` : said });
      }
    } else if (ts.isTemplateExpression(node)) {
      const key = node.templateSpans.reduce((key, span, at) => `${key}{${at}}${span.literal.text}`, node.head.text);
      if (CHINESE.test(key) && !isName(node)) {
        const spans = node.templateSpans.map(({ expression, literal }, at, all) => ({
          start: expression.end,
          end: literal.end,
          text: at === all.length - 1 ? ")" : ", ",
        }));
        add(key, { start: node.getStart(), end: node.templateSpans[0].expression.getFullStart(), text: `${phrase}(${JSON.stringify(key)}, ` }, ...spans);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
