/** Matches API keys and webhook secrets of the platform. */
const KEY = /\b(?:pf_live|pf_test|sk_live)_[A-Za-z0-9_-]+/g;

/** Replaces every key of the platform in a text. An agent may send one, and topics and dead letters would keep it. */
export function withoutKeys(text: string): string {
  return text.includes('_live_') || text.includes('pf_test_') ? text.replaceAll(KEY, 'pf_***') : text;
}
