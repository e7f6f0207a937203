import { displayName } from '../shared/filing/display-name.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import { kindWord } from '../shared/form/kind-words.ts';

/** A filing in a cell of a table: its kind stands first, so that a long name that is cut leaves what tells it apart. */
export function KindAndName({ name, form }: { name: string; form: string }) {
  const kind = kindWord(catalog.find(form));
  return (
    <>
      {kind && <small>{kind} </small>}
      {displayName(name)}
    </>
  );
}
