import { describe, expect, test } from 'vitest';

import { compileProject, renderProject } from '../commands/project.ts';
import { schemaPlugin } from '../validate/rules/schema-plugin.ts';
import { schemaRequired } from '../validate/rules/schema-required.ts';
import { schemaType } from '../validate/rules/schema-type.ts';
import { schemaUnknownKey } from '../validate/rules/schema-unknown-key.ts';
import { schemaValue } from '../validate/rules/schema-value.ts';
import { schemaVersion } from '../validate/rules/schema-version.ts';
import { NEWEST, parseRelease } from '../grafana/release.ts';
import { type FleetConfig, resolvedConfig } from './support/settings.ts';
import { diagnosticsOf } from './support/validated.ts';

const RULES = [schemaPlugin, schemaRequired, schemaType, schemaUnknownKey, schemaValue, schemaVersion];

/** Everything that a configuration can add to a folder. */
const WHOLE: FleetConfig = {
  datasources: { tempo: { url: 'http://tempo:3200', headers: { 'X-Scope-OrgID': 'a' } } },
  receivers: {
    chat: { type: 'slack', url: { env: 'CHAT_URL' } },
    pager: { type: 'pagerduty', integrationKey: { env: 'KEY' } },
    mail: { type: 'email', addresses: { env: 'MAIL' } },
    hook: { type: 'webhook', url: { env: 'HOOK' }, maxAlerts: 5 },
  },
  halt: 'hook',
  muteTimings: {
    night: {
      severities: ['info'],
      weekdays: ['monday:friday'],
      times: [{ from: '22:00', to: '24:00' }],
      location: 'Europe/Berlin',
    },
  },
};

describe.each(['10.1', '10.4', '11.2', '11.6', '12.0', undefined])('for Grafana %s', (version) => {
  test('the pack contains nothing that it would drop or refuse', async () => {
    const config: FleetConfig = { ...WHOLE, ...(version === undefined ? {} : { grafana: { version } }) };
    const folder = await renderProject(await compileProject(resolvedConfig(config)));
    const found = diagnosticsOf(Object.fromEntries(folder), RULES, { target: parseRelease(version ?? '') ?? NEWEST });
    expect(found.map(({ id, at, message }) => `${id} ${at?.file}:${at?.line} ${message}`)).toEqual([]);
  });
});
