import type { Content } from '../define/content.ts';

/** The content that the package comes with, by the package's name: what names it may not be known to the tool's files. */
export async function loadContent(): Promise<Content> {
  const { content } = await import('pf-grafana/fleet');
  return content;
}
