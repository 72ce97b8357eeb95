import { css } from '@emotion/css';
import {
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  ThemeContext,
  type DataFrame,
  type GrafanaTheme2,
  type PanelPlugin,
} from '@grafana/data';
import { Button, GlobalStyles, LinkButton, PortalContainer } from '@grafana/ui';
import * as React from 'react';
import { boot } from './boot';
import { FrameTable } from './FrameTable';

interface PreviewProps {
  theme: GrafanaTheme2;
  panel: PanelPlugin;
  /** The SLA of the last 30 days, from the data source; null where it was refused. */
  sla: DataFrame | null;
  /** What was diagnosed against what was found, in the same time; null where it was refused. */
  accuracy: DataFrame | null;
  /** Which party was held responsible against whose it was found to be; null where it was refused. */
  responsibility: DataFrame | null;
}

const chinese = boot.language.startsWith('zh');
const pick = (en: string, zh: string) => (chinese ? zh : en);
const here = (changed: { theme?: string; lang?: string }) =>
  `/?${new URLSearchParams({ theme: boot.theme, lang: boot.language, ...changed })}`;

/** The built panel in a page of Grafana's own components, with a bar to change theme and language. */
export function Preview({ theme, panel, sla, accuracy, responsibility }: PreviewProps) {
  const styles = getStyles(theme);
  const frame = React.useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const Panel = panel.panel;
  const timeRange = getDefaultTimeRange();
  const otherTheme = boot.theme === 'dark' ? 'light' : 'dark';
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <div className={styles.page}>
        <header className={styles.bar}>
          <img src="/public/plugins/roundsman-app/img/logo.svg" alt="" width={24} height={24} />
          <strong className={styles.name}>Roundsman</strong>
          <span className={styles.hint}>
            {pick(`preview · Grafana ${boot.grafana}`, `预览 · Grafana ${boot.grafana}`)}
          </span>
          <LinkButton size="sm" fill="text" variant="secondary" href={here({ theme: otherTheme })}>
            {otherTheme === 'dark' ? pick('Dark', '深色') : pick('Light', '浅色')}
          </LinkButton>
          <LinkButton size="sm" fill="text" variant="secondary" href={here({ lang: chinese ? 'en-US' : 'zh-Hans' })}>
            {chinese ? 'English' : '中文'}
          </LinkButton>
          <form method="post" action={`/logout${location.search}`}>
            <Button size="sm" variant="secondary" type="submit">
              {pick(`Log out ${boot.login}`, `退出 ${boot.login}`)}
            </Button>
          </form>
        </header>
        <section className={styles.panel}>
          <h2 className={styles.title}>{pick('Work orders', '工单')}</h2>
          <div ref={frame} className={styles.frame}>
            {Panel && size && (
              <Panel
                id={1}
                data={{ state: LoadingState.Done, series: [], timeRange }}
                options={panel.defaults}
                onOptionsChange={() => {}}
                width={size.width}
                height={size.height}
                timeZone="browser"
                title=""
                timeRange={timeRange}
                fieldConfig={{ defaults: {}, overrides: [] }}
                onFieldConfigChange={() => {}}
                replaceVariables={(text: string) => text}
                eventBus={new EventBusSrv()}
                transparent={false}
                renderCounter={0}
                onChangeTimeRange={() => {}}
              />
            )}
          </div>
        </section>
        {sla && (
          <section className={styles.panel}>
            <h2 className={styles.title}>{pick('SLA compliance, last 30 days', 'SLA 达标率（近 30 天）')}</h2>
            <FrameTable frame={sla} theme={theme} />
          </section>
        )}
        {accuracy && accuracy.length > 0 && (
          <section className={styles.panel}>
            <h2 className={styles.title}>
              {pick('Diagnosed against found, last 30 days', '诊断与现场原因对照（近 30 天）')}
            </h2>
            <FrameTable frame={accuracy} theme={theme} />
          </section>
        )}
        {responsibility && responsibility.length > 0 && (
          <section className={styles.panel}>
            <h2 className={styles.title}>
              {pick('Held responsible against found, last 30 days', '责任判定与现场对照（近 30 天）')}
            </h2>
            <FrameTable frame={responsibility} theme={theme} />
          </section>
        )}
      </div>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

function useSize(element: React.RefObject<HTMLElement | null>) {
  const [size, setSize] = React.useState<{ width: number; height: number }>();
  React.useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) {
        setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
      }
    });
    if (element.current) {
      observer.observe(element.current);
    }
    return () => observer.disconnect();
  }, [element]);
  return size;
}

const phone = '@media (max-width: 480px)';

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    minHeight: '100vh',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
  }),
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ [phone]: { marginRight: 'auto' } }),
  hint: css({ color: theme.colors.text.secondary, marginRight: 'auto', [phone]: { display: 'none' } }),
  panel: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1),
  }),
  title: css({ margin: theme.spacing(0, 0, 1), fontSize: theme.typography.h6.fontSize }),
  frame: css({ height: 'max(420px, calc(100vh - 140px))' }),
});
