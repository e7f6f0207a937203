import { expect, test, vi } from 'vitest';
import { Remembered } from '../../renderer/state/remembered.ts';
import { Review } from '../../renderer/state/review.ts';
import { Session } from '../../renderer/state/session.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

const backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
  download: () => undefined,
}));

test('new counts of the list leave the marks and the list of problems of the open table as they are', async () => {
  const review = new Review(new Remembered(() => undefined), () => undefined);
  let warning = 0;
  backend.others['review.counts'] = ({ ids }: { ids: number[] }) => ({
    counts: ids.map((id) => ({ id, error: 0, warning, hint: 0 })),
  });
  const session = new Session(backend.open(backend.add(newFiling(form, 2026))));
  const answered = vi.fn();
  review.listed.subscribe(answered);
  review.listed.see([session.id, 7], 'list');
  review.opened(session);
  review.saved();
  await vi.waitFor(() => expect(review.listed.counts.get(7)?.warning).toBe(0));
  const before = review.version();
  const sorted = review.sorted(session);
  const row = review.listed.counts.get(session.id);

  warning = 1;
  review.saved();
  await vi.waitFor(() => expect(review.listed.counts.get(7)?.warning).toBe(1));
  expect(review.version()).toBe(before);
  expect(review.sorted(session)).toBe(sorted);
  expect(review.listed.counts.get(session.id)).not.toBe(row);

  const same = review.listed.counts.get(7);
  answered.mockClear();
  review.saved();
  await vi.waitFor(() => expect(answered).toHaveBeenCalled());
  expect(review.listed.counts.get(7)).toBe(same);
});
