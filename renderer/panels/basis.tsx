import { ruleOf } from '../../shared/checks/rules.ts';

/** Who says so: the document that a rule goes back to, and the rule itself. */
export function Basis({ rule }: { rule: string }) {
  const of = ruleOf(rule);
  if (!of) return null;
  return (
    <p className="basis">
      依据：{of.source}
      <br />
      {of.id} {of.title}
    </p>
  );
}
