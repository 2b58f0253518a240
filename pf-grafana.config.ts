import { defineConfig, env } from 'pf-grafana';
import fleet from 'pf-grafana/fleet';

/** The committed project: the fleet with the documents' hosts and limits, and one receiver of each kind they name. */
export default defineConfig({
  name: 'purpleflea',
  title: 'Purple Flea',
  uidPrefix: 'pf-',
  packs: [fleet({ options: { halt: 'position-halt' } })],
  receivers: {
    slack: { type: 'slack', url: env('PF_SLACK_WEBHOOK_URL') },
    pagerduty: { type: 'pagerduty', integrationKey: env('PF_PAGERDUTY_INTEGRATION_KEY') },
    email: { type: 'email', addresses: env('PF_ALERT_EMAILS') },
    webhook: { type: 'webhook', url: env('PF_WEBHOOK_URL') },
    watchdog: { type: 'webhook', url: env('PF_WATCHDOG_URL') },
    'position-halt': {
      type: 'webhook',
      url: env('PF_POSITION_HALT_URL'),
      authorization: env('PF_POSITION_HALT_TOKEN'),
    },
  },
  routes: { critical: ['pagerduty', 'slack', 'webhook'], warning: ['slack', 'webhook'], info: ['email'] },
  teams: {
    treasury: { critical: ['pagerduty', 'slack', 'email'] },
    finance: { critical: ['pagerduty', 'slack', 'email'], warning: ['slack', 'email'] },
  },
  muteTimings: {
    maintenance: {
      severities: ['warning', 'info'],
      weekdays: ['sunday'],
      times: [{ from: '02:00', to: '03:00' }],
      location: 'UTC',
    },
  },
});
