import { ChartColumn, TableProperties } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';
import { IconButton } from './button.tsx';
import { cn } from './class-names.tsx';
import { formatCount } from './formats.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './table.tsx';

export type ChartTone = 1 | 2 | 3 | 4 | 5;
export type ChartSeries<Key extends string> = { key: Key; label: string; tone: ChartTone };
export type ChartProps<Key extends string> = {
  title: ReactNode;
  /** One sentence: what the picture shows, for those who don't see it. */
  summary: string;
  kind: 'area' | 'bar';
  categories: readonly {
    label: string;
    values: Readonly<Record<Key, number>>;
    /** The same figures as they are to be read, where a number cannot hold all their digits. */
    texts?: Readonly<Record<Key, string>>;
  }[];
  categoryLabel: string;
  series: readonly ChartSeries<Key>[];
  height?: number;
  /** Of the figures. */
  locale?: string;
  pictureLabel?: string;
  tableLabel?: string;
};

const tones: Record<ChartTone, { color: string; dot: string }> = {
  1: { color: 'var(--chart-1)', dot: 'bg-chart-1' },
  2: { color: 'var(--chart-2)', dot: 'bg-chart-2' },
  3: { color: 'var(--chart-3)', dot: 'bg-chart-3' },
  4: { color: 'var(--chart-4)', dot: 'bg-chart-4' },
  5: { color: 'var(--chart-5)', dot: 'bg-chart-5' },
};

const axis = {
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--subtle)', fontSize: 11 },
} as const;

/** Picture of figures over days or classes; the same figures as a table are one press away. */
export function Chart<Key extends string>(props: ChartProps<Key>) {
  const { title, summary, series, height = 220 } = props;
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid h-full grid-rows-[auto_minmax(0,1fr)] gap-3">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id={id} className="text-base font-semibold text-ink">
          {title}
        </h2>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {series.map((each) => (
            <li key={each.key} className="flex items-center gap-1.5 text-xs text-muted">
              <span aria-hidden className={cn('size-2 rounded-xs', tones[each.tone].dot)} />
              {each.label}
            </li>
          ))}
        </ul>
        <IconButton
          size="sm"
          className="-mr-1 ml-auto"
          label={
            isTable
              ? (props.pictureLabel ?? 'Show as a picture')
              : (props.tableLabel ?? 'Show as a table')
          }
          icon={isTable ? <ChartColumn /> : <TableProperties />}
          onClick={() => setIsTable(!isTable)}
        />
      </header>
      {isTable ? (
        <ChartTable {...props} />
      ) : (
        <div
          role="img"
          aria-label={summary}
          style={{ minHeight: height }}
          className="h-full text-xs"
        >
          <ChartPicture {...props} />
        </div>
      )}
    </section>
  );
}

function ChartPicture<Key extends string>(props: ChartProps<Key>) {
  const { kind, categories, series, locale = 'en' } = props;
  const data = categories.map(({ label, values, texts }) => ({ label, ...values, texts }));
  const largest = Math.max(
    0,
    ...categories.flatMap(({ values }) => series.map(({ key }) => values[key])),
  );
  const frame = {
    data,
    margin: { top: 8, right: 8, bottom: 0, left: -12 },
    accessibilityLayer: false,
  };
  const guides = (
    <>
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <XAxis dataKey="label" {...axis} minTickGap={28} dy={4} />
      <YAxis
        {...axis}
        allowDecimals={false}
        width={axisWidth(largest, locale)}
        tickFormatter={(value: number) => formatTick(value, locale)}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={kind === 'bar' ? { fill: 'var(--hover)' } : { stroke: 'var(--line-strong)' }}
        content={(tooltip) => <ChartTooltip {...tooltip} locale={locale} />}
      />
    </>
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'area' ? (
        <AreaChart {...frame}>
          {guides}
          {series.map((each) => (
            <Area
              key={each.key}
              type="linear"
              dataKey={each.key}
              name={each.label}
              stroke={tones[each.tone].color}
              strokeWidth={1.75}
              fill={tones[each.tone].color}
              fillOpacity={0.12}
              isAnimationActive={false}
              activeDot={{ r: 3.5, strokeWidth: 0 }}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart {...frame} barGap={2} barCategoryGap="28%">
          {guides}
          {series.map((each) => (
            <Bar
              key={each.key}
              dataKey={each.key}
              name={each.label}
              fill={tones[each.tone].color}
              radius={[2, 2, 0, 0]}
              maxBarSize={18}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}

const longestTick = 1_000_000;

/** Millions and more are shortened: an axis gives the size, the table the figure. */
function formatTick(value: number, locale: string): string {
  if (Math.abs(value) < longestTick) return formatCount(value, locale);
  const style = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

// Ticks go up to the next round figure: room for one digit more than the largest value.
function axisWidth(largest: number, locale: string): number {
  return Math.max(44, formatTick(largest * 1.5, locale).length * 7 + 20);
}

function ChartTooltip(props: TooltipContentProps & { locale: string }) {
  const { active, payload, label, locale } = props;
  if (!active || !payload?.length) return null;
  return (
    <div className="grid gap-1 rounded-md border border-line bg-raised px-2.5 py-2 shadow-md">
      <p className="text-xs font-medium text-ink">{label}</p>
      {payload.map((entry) => (
        <p key={String(entry.dataKey)} className="flex items-center gap-2 text-xs text-muted">
          <span aria-hidden className="size-2 rounded-xs" style={{ background: entry.color }} />
          {entry.name}
          <span className="numeric ml-auto pl-3 font-medium text-ink">
            {writtenIn(entry) ?? formatCount(Number(entry.value), locale)}
          </span>
        </p>
      ))}
    </div>
  );
}

/** The text that came with a point of the picture, if one did. */
function writtenIn(entry: TooltipContentProps['payload'][number]): string | undefined {
  const { texts } = entry.payload as { texts?: Readonly<Record<string, string>> };
  return texts?.[String(entry.dataKey)];
}

function ChartTable<Key extends string>(props: ChartProps<Key>) {
  return (
    <div className="max-h-72 overflow-y-auto rounded-md border border-line">
      <Table label={props.summary}>
        <TableHead>
          <tr>
            <TableHeader>{props.categoryLabel}</TableHeader>
            {props.series.map((each) => (
              <TableHeader key={each.key} className="text-right">
                {each.label}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {props.categories.map((category) => (
            <TableRow key={category.label}>
              <TableCell>{category.label}</TableCell>
              {props.series.map((each) => (
                <TableCell key={each.key} className="numeric text-right">
                  {category.texts?.[each.key] ??
                    formatCount(category.values[each.key], props.locale)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
