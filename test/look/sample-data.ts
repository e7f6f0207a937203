import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../electron/store/store.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';

/** A data folder like a clerk's: two years of several units, with what the review objects to, and one table thrown away. */
export class SampleData {
  readonly #made: string[] = [];
  #filled: Promise<string> | null = null;

  /** A folder of its own, that anything may be done to. */
  async folder(holds: 'tables' | 'nothing'): Promise<string> {
    const folder = await this.#make();
    if (holds === 'tables') {
      this.#filled ??= this.#fill();
      await cp(await this.#filled, folder, { recursive: true });
    }
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.#made) await rm(folder, { recursive: true, force: true });
  }

  async #make(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-look-'));
    this.#made.push(folder);
    return folder;
  }

  async #fill(): Promise<string> {
    const folder = await this.#make();
    const store = await openStore(join(folder, 'jixiaobiao.db'), { now: () => new Date('2026-03-02T09:30:00+08:00') });
    const [thrown] = store.add([sample('project-annual')], '导入');
    store.trash([Number(thrown)]);
    const { others, before, now } = filings();
    store.add(others, '导入');
    const earlier = store.add([before], '导入');
    store.add([now], '结转', earlier);
    await store.close();
    return folder;
  }
}

function sample(form: string): Filing {
  const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${form}.json`, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

/** The name of a unit as long as they are printed. */
export const LONG_UNIT = '滨城区文化旅游体育与广播电视局公共文化服务中心（区文化馆）';

function filings(): { others: Filing[]; before: Filing; now: Filing } {
  const dalian = sample('dalian-project');
  const values: Filing['values'] = { ...dalian.values, projectName: '公共图书馆流动服务经费' };
  const before: Filing = {
    ...dalian,
    values: {
      ...values,
      fiscalYear: String(Number(values.fiscalYear) - 1),
      'annualFunding.total': '71.2',
      'annualFunding.fiscal': '71.2',
      'annualFunding.other': '',
    },
  };
  const wrong: Filing = {
    ...dalian,
    values: {
      ...values,
      projectName: '社区图书分馆空调、照明与消防设施维修改造及家具更新购置项目（一期）',
      filingUnit: LONG_UNIT,
      implementingUnit: LONG_UNIT,
      'annualFunding.total': '',
      'annualFunding.fiscal': '1557',
      periodGoal: '',
      implementationPeriod: '2026年',
    },
  };
  const others = ['hebei-project', 'evaluation-2020', 'monitor-2019', 'unit-2015', 'procurement'].map(sample);
  return { others: [...others, wrong], before, now: { ...dalian, values } };
}
