import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertRecovery } from './alert-recovery.ts';

type Evaluator = readonly [type: string, ...params: readonly number[]];
const evaluator = ([type, ...params]: Evaluator) => ({ type, params });
const rule = (firing: Evaluator, recovery?: Evaluator) =>
  alertRules({
    uid: 'r',
    title: 'R',
    data: [
      {
        refId: 'C',
        datasourceUid: '__expr__',
        model: {
          type: 'threshold',
          expression: 'A',
          conditions: [{ evaluator: evaluator(firing), ...(recovery ? { unloadEvaluator: evaluator(recovery) } : {}) }],
        },
      },
    ],
  });
const AT = '/groups/0/rules/0/data/0/model/conditions/0/unloadEvaluator';

test.each([
  ['no recovery threshold', rule(['gt', 8]), []],
  ['a lower one', rule(['gt', 8], ['lt', 6]), []],
  ['the same number', rule(['gt', 8], ['lt', 8]), []],
  ['a single number in both', rule(['gte', 8], ['lte', 8]), []],
  ['one beyond the threshold', rule(['gt', 8], ['lt', 10]), [AT]],
  ['one below the threshold of a lower limit', rule(['lt', 8], ['gt', 6]), [AT]],
  ['one in the same direction', rule(['gt', 8], ['gt', 6]), [AT]],
  ['around a range', rule(['within_range', 1, 5], ['outside_range', 0, 6]), []],
  ['into a range', rule(['within_range', 1, 5], ['outside_range', 2, 6]), [AT]],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertRecovery)).toEqual(expected);
});
