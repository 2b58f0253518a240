import { PanelBuilder as LogsPanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { PanelBuilder as TextPanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

/** Text, such as the definitions behind the figures. */
export function notes(title: string, markdown: string): TextPanelBuilder {
  return new TextPanelBuilder().title(title).mode(TextMode.Markdown).content(markdown);
}

/** Log lines, newest first. */
export function logs(title: string, description: string): LogsPanelBuilder {
  return new LogsPanelBuilder()
    .title(title)
    .description(description)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true);
}
