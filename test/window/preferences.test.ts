import { beforeEach, expect, test, vi } from 'vitest';
import { Preferences } from '../../renderer/state/preferences.ts';
import { Remembered } from '../../renderer/state/remembered.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { stored, storeOnly } from './stored-settings.ts';

vi.mock('../../renderer/bridge.ts', () => import('./stored-settings.ts'));

beforeEach(() => storeOnly());

async function begun(): Promise<{ preferences: Preferences; written: () => Promise<void> }> {
  const remembered = new Remembered((error) => {
    throw error;
  });
  remembered.begin(stored);
  return { preferences: new Preferences(remembered), written: () => remembered.flush() };
}

const read = ({ seal, sealCircle, archive, unit, department, form, yearRule }: Preferences) => ({
  seal,
  sealCircle,
  archive,
  unit,
  department,
  form: form?.id ?? null,
  yearRule,
});

const FIRST = {
  seal: null,
  sealCircle: true,
  archive: false,
  unit: '',
  department: '',
  form: null,
  yearRule: 'season',
};

test('what is chosen is there in the next run, and what is taken back is as at first', async () => {
  const { preferences, written } = await begun();
  expect(read(preferences)).toEqual(FIRST);
  preferences.setSeal(45);
  preferences.setSealCircle(false);
  preferences.setArchive(true);
  preferences.setUnit(' 海湾区档案馆 ');
  preferences.setDepartment('海湾区委办公室');
  preferences.setForm(catalog.find('hebei-project'));
  preferences.setYearRule('next');
  await written();
  const next = await begun();
  expect(read(next.preferences)).toEqual({
    seal: 45,
    sealCircle: false,
    archive: true,
    unit: '海湾区档案馆',
    department: '海湾区委办公室',
    form: 'hebei-project',
    yearRule: 'next',
  });
  next.preferences.setSeal(null);
  next.preferences.setSealCircle(true);
  next.preferences.setArchive(false);
  next.preferences.setUnit('');
  next.preferences.setDepartment('');
  next.preferences.setForm(null);
  next.preferences.setYearRule('season');
  await next.written();
  expect(read((await begun()).preferences)).toEqual(FIRST);
});

test('a new table begins with the own unit, without one with that of the last new table', async () => {
  const { preferences } = await begun();
  const begins = () => [preferences.newUnit, preferences.newDepartment];
  expect(begins()).toEqual(['', '']);
  preferences.begun('海湾区图书馆', '海湾区文旅局');
  expect(begins()).toEqual(['海湾区图书馆', '海湾区文旅局']);
  preferences.setUnit('海湾区档案馆');
  expect(begins()).toEqual(['海湾区档案馆', '海湾区文旅局']);
  preferences.setUnit('');
  expect(begins()).toEqual(['海湾区图书馆', '海湾区文旅局']);
});

test('settings that nobody can have chosen are as at first', async () => {
  storeOnly({ seal: '44', 'seal.circle': '?', 'new.form': 'no-longer-there', 'new.year': 'sometimes' });
  expect(read((await begun()).preferences)).toEqual(FIRST);
});
