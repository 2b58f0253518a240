/** What an API key or a webhook secret of the platform looks like. */
const KEY = /\b(?:pf_live|pf_test|sk_live)_[A-Za-z0-9_-]+/g;

/** A text with every key of the platform in it replaced: what an agent sends may hold one, and a topic or a dead letter keeps it for long. */
export function withoutKeys(text: string): string {
  return text.includes('_live_') || text.includes('pf_test_') ? text.replaceAll(KEY, 'pf_***') : text;
}
