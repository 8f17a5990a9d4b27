/** Teams' stacked horizontal bar chart, which the open renderer does not know. */
import type * as Cards from 'adaptivecards';

declare const AdaptiveCards: typeof Cards;

interface Point {
  legend: string;
  value: number;
  color?: string;
}
interface Bar {
  title: string;
  data: Point[];
}

const COLORS: Record<string, string> = { categoricalBlue: 'var(--chart-blue)', neutral: 'var(--chart-grey)' };

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export function registerChart(): void {
  class StackedBarChart extends AdaptiveCards.CardElement {
    static readonly JsonTypeName = 'Chart.HorizontalBar.Stacked';
    #title = '';
    #bars: Bar[] = [];

    getJsonTypeName(): string {
      return StackedBarChart.JsonTypeName;
    }

    protected override internalParse(
      source: { title?: string; data?: Bar[] },
      context: Cards.SerializationContext,
    ): void {
      super.internalParse(source, context);
      this.#title = source.title ?? '';
      this.#bars = source.data ?? [];
    }

    protected override internalRender(): HTMLElement {
      const root = element('div', 'chart');
      root.setAttribute('role', 'img');
      const said = this.#bars.map(
        ({ title, data }) => `${title} : ${data.map(({ legend, value }) => `${legend} ${value}`).join(', ')}`,
      );
      root.setAttribute('aria-label', [this.#title, ...said].join('. '));
      root.append(element('div', 'chart-title', this.#title));
      const most = Math.max(1, ...this.#bars.map(({ data }) => data.reduce((sum, { value }) => sum + value, 0)));
      for (const { title, data } of this.#bars) {
        const track = element('div', 'chart-track');
        for (const { value, color } of data) {
          const part = element('div', 'chart-part');
          part.style.width = `${(value / most) * 100}%`;
          part.style.background = COLORS[color ?? ''] ?? 'var(--chart-grey)';
          track.append(part);
        }
        root.append(element('div', 'chart-name', title), track);
      }
      const legend = element('div', 'chart-legend');
      for (const { legend: name, color } of this.#bars[0]?.data ?? []) {
        const key = element('span', 'chart-key', name);
        key.style.setProperty('--key', COLORS[color ?? ''] ?? 'var(--chart-grey)');
        legend.append(key);
      }
      root.append(legend);
      return root;
    }
  }
  AdaptiveCards.GlobalRegistry.elements.register(StackedBarChart.JsonTypeName, StackedBarChart);
}
