import { expect, test, vi } from 'vitest';
import { Finding } from '../../renderer/state/finding.ts';
import { Session } from '../../renderer/state/session.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

const backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

const values = { projectName: '书车 ABC', annualGoal: '书车运行', supervisingDepartment: 'abc' };
const session = () => new Session(backend.open(backend.add({ ...newFiling(form, 2026), values })));

test('the places are gone through round and round, in either direction', () => {
  const open = session();
  const finding = new Finding();
  finding.search('书车');
  expect(finding.here(open)).toBeNull();
  const [first, second] = finding.matches(open).map(({ path }) => path);
  expect([finding.go(open, 1), finding.go(open, 1), finding.go(open, 1)].map((match) => match?.path)).toEqual([
    first,
    second,
    first,
  ]);
  expect(finding.go(open, -1)?.path).toBe(second);
  // What was replaced is gone: the next stands at the same index.
  expect(finding.go(open, 0)?.path).toBe(second);
});

test('backwards it begins at the last place', () => {
  const open = session();
  const finding = new Finding();
  finding.search('书车');
  expect(finding.go(open, -1)).toEqual(finding.matches(open).at(-1));
});

test('another text, or another way to compare, begins anew; what stands nowhere leads nowhere', () => {
  const open = session();
  const finding = new Finding();
  finding.search('abc');
  finding.go(open, 1);
  expect(finding.matches(open)).toHaveLength(2);
  finding.search('abc', { matchCase: true });
  expect(finding.at).toBeNull();
  expect(finding.matches(open)).toHaveLength(1);
  finding.search('没有的');
  expect(finding.go(open, 1)).toBeNull();
});
