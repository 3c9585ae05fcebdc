/** What a plan rests on, folded. */
export function Assumptions({ of }: { of: readonly string[] }) {
  return (
    <details>
      <summary>依据的假定（{of.length} 条）</summary>
      <ul className="reasons">
        {of.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
    </details>
  );
}
