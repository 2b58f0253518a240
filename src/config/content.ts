import type { Command } from 'commander';

import type { Content } from '../define/content.ts';

// The one place where tool and content meet: by the package's name, when the program runs.

/** The content that the package comes with. */
export async function loadContent(): Promise<Content> {
  const { content } = await import('pf-grafana/fleet');
  return content;
}

/** The commands that the content brings, beside the tool's own. */
export async function loadContentCommands(): Promise<Command[]> {
  const { commands } = await import('pf-grafana/fleet');
  return commands();
}
