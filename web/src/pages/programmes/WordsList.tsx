import type { WordsLine } from "../../api/model";

/** What is computed, in sentences: below each its parts, and the names that it uses for the first time. */
export function WordsList({ lines }: { lines: readonly WordsLine[] }) {
  return (
    <ul className="words">
      {lines.map((line, index) => (
        <li key={index}>
          {line.text}
          {line.below.length > 0 && <WordsList lines={line.below} />}
        </li>
      ))}
    </ul>
  );
}

/** The expression that the sentences were made from, for who reads formulas. */
export function Formula({ text, word = "公式" }: { text: string; word?: string }) {
  return (
    <details className="formula-fold">
      <summary>{word}</summary>
      <code className="formula">{text}</code>
    </details>
  );
}
