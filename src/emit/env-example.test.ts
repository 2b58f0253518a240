import { expect, test } from 'vitest';

import { env, file } from '../interpolation/refs.ts';
import { envExample, neededVariables } from './env-example.ts';

const files = [
  { kind: 'datasources' as const, path: 'd.yaml', value: { datasources: [{ name: 'PG', url: env('HOST'), jsonData: { x: env('X') }, secureJsonData: { password: env('PW'), other: file('/s') } }] } },
  {
    kind: 'alerting' as const, path: 'a.yaml',
    value: { contactPoints: [{ name: 'chat', receivers: [{ uid: 'chat', settings: { url: env('HOOK') } }, { uid: 'hook', settings: { url: env('HOOK'), authorization_credentials: env('TOKEN') } }] }] },
  },
];

test('every variable is listed once, with its places, whether it is secret, and whether Grafana stops without it', () => {
  expect(neededVariables(files)).toEqual([
    { name: 'HOOK', uses: ['a.yaml: contactPoints[chat].receivers[chat].settings.url', 'a.yaml: contactPoints[chat].receivers[hook].settings.url'], secret: true, stopsGrafana: true, mustNotLookLikeNumber: true },
    { name: 'HOST', uses: ['d.yaml: datasources[PG].url'], secret: false, stopsGrafana: false, mustNotLookLikeNumber: false },
    { name: 'PW', uses: ['d.yaml: datasources[PG].secureJsonData.password'], secret: true, stopsGrafana: false, mustNotLookLikeNumber: false },
    { name: 'TOKEN', uses: ['a.yaml: contactPoints[chat].receivers[hook].settings.authorization_credentials'], secret: true, stopsGrafana: false, mustNotLookLikeNumber: true },
    { name: 'X', uses: ['d.yaml: datasources[PG].jsonData.x'], secret: false, stopsGrafana: false, mustNotLookLikeNumber: true },
  ]);
});

test('the file is an environment file with the reasons in comments', () => {
  const text = envExample(neededVariables(files.slice(1)));
  expect(text).toContain('\n# Secret. REQUIRED: Grafana does not start without it.\n');
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['HOOK=', 'TOKEN=']);
});
