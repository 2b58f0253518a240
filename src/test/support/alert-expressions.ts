// The usual expressions of a rule with condition C: query A, reduced as B, compared with a threshold; or both steps in
// one classic condition.

/** B: the latest value of each series of A. */
export const reduce = {
  refId: 'B',
  datasourceUid: '__expr__',
  model: { refId: 'B', type: 'reduce', expression: 'A', reducer: 'last' },
};

/** C: B is above 15. */
export const threshold = {
  refId: 'C',
  datasourceUid: '__expr__',
  model: { refId: 'C', type: 'threshold', expression: 'B', conditions: [{ evaluator: { type: 'gt', params: [15] } }] },
};

/** C: any series of A is above 15, as one alert without labels. */
export const classic = {
  refId: 'C',
  datasourceUid: '__expr__',
  model: {
    refId: 'C',
    type: 'classic_conditions',
    conditions: [{ evaluator: { type: 'gt', params: [15] }, query: { params: ['A'] } }],
  },
};
