import { valueMatcherIds } from '../registries/matchers.ts';
import { closed, oneOf, type Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const flag: Schema = { type: 'boolean' };
const numberOrText: Schema = { type: ['number', 'string'] };
const texts: Schema = { type: 'array', items: text };
const free: Schema = { type: 'object' };
const specialValue = oneOf('true', 'false', 'null', 'empty', 'zero');

const byName = (value: Schema): Schema => ({ type: 'object', additionalProperties: value });
const listOf = (item: Schema): Schema => ({ type: 'array', items: item });

const matcher: Schema = { type: 'object', properties: { id: text } };
/** The fields that `filterFieldsByName` includes or excludes. */
const names = closed({ pattern: text, names: texts, variable: text });
const side: Schema = { type: ['object', 'string'], properties: { fixed: numberOrText, matcher } };
/** A field of `groupBy` and `groupToNestedTable`, by name. */
const grouped = byName(closed({ aggregations: texts, operation: oneOf('groupby', 'aggregate') }));
const buckets: Schema = closed({ mode: oneOf('count', 'size'), value: numberOrText, scale: free });
const toConfig = listOf({ type: 'object', properties: { fieldName: text, handlerKey: text, reducerId: text } });

/** Options of transformations, by id. A key left over from another transformation does no harm. */
const options: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  calculateField: {
    mode: oneOf('reduceRow', 'cumulativeFunctions', 'windowFunctions', 'binary', 'unary', 'index'),
    alias: text,
    replaceFields: flag,
    timeSeries: flag,
    reduce: closed({ include: texts, reducer: text, nullValueMode: text }),
    cumulative: closed({ field: text, reducer: text }),
    window: closed({
      field: text,
      reducer: text,
      windowSize: number,
      windowSizeMode: oneOf('percentage', 'fixed'),
      windowAlignment: oneOf('trailing', 'centered'),
    }),
    binary: closed({ left: side, operator: oneOf('+', '-', '/', '*'), right: side, reducer: text }),
    unary: closed({
      operator: oneOf('abs', 'exp', 'ln', 'round', 'floor', 'ceil', 'percent'),
      fieldName: text,
    }),
    index: closed({ asPercentile: flag }),
  },
  concatenate: { frameNameMode: oneOf('drop', 'field', 'label'), frameNameLabel: text },
  configFromData: { configRefId: text, mappings: toConfig, applyTo: matcher, applyToConfig: flag },
  convertFieldType: {
    fields: free,
    conversions: listOf(
      closed({
        targetField: text,
        destinationType: oneOf(
          'time',
          'number',
          'string',
          'boolean',
          'enum',
          'other',
          'trace',
          'geo',
          'frame',
          'nestedFrames',
        ),
        dateFormat: text,
        joinWith: text,
        timezone: text,
        enumConfig: free,
      }),
    ),
  },
  extractFields: {
    source: text,
    format: oneOf('json', 'kvp', 'auto', 'regexp', 'delimiter'),
    jsonPaths: listOf(closed({ path: text, alias: text })),
    delimiter: text,
    regExp: text,
    replace: flag,
    keepTime: flag,
  },
  fieldLookup: { lookupField: text, gazetteer: text },
  filterByRefId: { include: text, exclude: text },
  filterByValue: {
    type: oneOf('include', 'exclude'),
    match: oneOf('all', 'any'),
    filters: listOf({
      type: 'object',
      properties: {
        fieldName: text,
        config: { type: 'object', properties: { id: oneOf(...valueMatcherIds), options: free } },
      },
    }),
  },
  filterFieldsByName: { include: names, exclude: names, byVariable: flag },
  formatString: {
    stringField: text,
    substringStart: number,
    substringEnd: number,
    outputFormat: oneOf(
      'Upper Case',
      'Lower Case',
      'Sentence Case',
      'Title Case',
      'Pascal Case',
      'Camel Case',
      'Snake Case',
      'Kebab Case',
      'Trim',
      'Substring',
    ),
  },
  formatTime: { timeField: text, outputFormat: text, timezone: text, useTimezone: flag },
  groupBy: { fields: grouped },
  groupToNestedTable: { fields: grouped, showSubframeHeaders: flag },
  groupingToMatrix: { columnField: text, rowField: text, valueField: text, emptyValue: specialValue },
  heatmap: { xBuckets: buckets, yBuckets: buckets, keepOriginalData: flag },
  histogram: { bucketCount: number, bucketSize: numberOrText, bucketOffset: numberOrText, combine: flag, fields: free },
  joinByField: { byField: text, mode: oneOf('outer', 'inner', 'outerTabular') },
  joinByLabels: { value: text, join: texts },
  labelsToFields: { mode: oneOf('columns', 'rows'), keepLabels: texts, valueLabel: text },
  limit: { limitField: numberOrText },
  merge: {},
  organize: {
    // Any non-empty value counts as true.
    excludeByName: free,
    includeByName: free,
    indexByName: byName(number),
    renameByName: byName(text),
    orderByMode: oneOf('manual', 'auto'),
    orderBy: listOf({ type: 'object', properties: { type: oneOf('name', 'label'), name: text, desc: flag } }),
  },
  partitionByValues: { fields: texts, naming: free, keepFields: flag },
  prepareTimeSeries: { format: oneOf('wide', 'long', 'multi', 'many') },
  reduce: {
    reducers: texts,
    mode: oneOf('seriesToRows', 'reduceFields'),
    fields: free,
    includeTimeField: flag,
    labelsToFields: flag,
  },
  regression: {
    modelType: oneOf('linear', 'polynomial'),
    degree: number,
    xFieldName: text,
    yFieldName: text,
    predictionCount: number,
  },
  renameByRegex: { regex: text, renamePattern: text },
  rowsToFields: { nameField: text, valueField: text, mappings: toConfig },
  seriesToRows: {},
  smoothing: { resolution: number },
  sortBy: { fields: free, sort: listOf(closed({ field: text, desc: flag, index: number })) },
  spatial: { action: oneOf('prepare', 'calculate', 'modify'), source: free, calculate: free, modify: free },
  transpose: { firstFieldName: text, restFieldsName: text, emptyValue: specialValue },
};

/** The schema of each transformation's options; `timeSeriesTable` has one member for each query. */
export const transformationSchemas: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(Object.entries(options).map(([id, members]) => [id, closed(members)])),
  seriesToColumns: closed(options['joinByField'] ?? {}),
  timeSeriesTable: byName({ type: 'object', properties: { stat: text, timeField: text, inlineStat: flag } }),
};
