import { expect, test } from 'vitest';

import { mayHoldSecret } from './secrets.ts';

test.each([
  [true, ['datasources', 0, 'secureJsonData', 'anything']],
  [true, ['contactPoints', 0, 'receivers', 1, 'settings', 'url']],
  [true, ['contactPoints', 0, 'receivers', 1, 'settings', 'integrationKey']],
  [true, ['contactPoints', 0, 'receivers', 1, 'settings', 'apikey']],
  [true, ['contactPoints', 0, 'receivers', 1, 'settings', 'bot_token']],
  [true, ['datasources', 0, 'password']],
  [true, ['datasources', 0, 'jsonData', 'smtp_pass']],
  [true, ['datasources', 0, 'jsonData', 'privateKeyPath']],
  [false, ['datasources', 0, 'url']],
  [false, ['datasources', 0, 'jsonData', 'oauthPassThru']],
  [false, ['datasources', 0, 'jsonData', 'tracesToLogsV2', 'tags', 0, 'key']],
  [false, ['contactPoints', 0, 'receivers', 1, 'settings', 'title']],
])('%j: %j', (expected, path) => {
  expect(mayHoldSecret(path)).toBe(expected);
});
