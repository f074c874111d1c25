/** The screen as Ink sees it: blocks of painted lines. Only visible rows are elements, and unchanged ones stay as they are. */
import { Box, render, Text, Transform } from 'ink';
import { memo } from 'react';
import type { ScreenView } from './frame/screenView.js';
import type { FrameWriter } from './terminal/frameWriter.js';
import { Glyphs } from './terminal/glyphs.js';
import { type Brush, type PaintedLine, paintLine } from './terminal/paint.js';

/** One painted line, by its sign. Ink keeps every text that it ever measured, so what it measures is always one space. */
const Row = memo(function Row({ sign, columns }: { readonly sign: string; readonly columns: number }) {
  return (
    <Box width={columns} height={1} flexShrink={0}>
      <Transform transform={() => sign}>
        <Text> </Text>
      </Transform>
    </Box>
  );
});

type Tools = { readonly brush: Brush; readonly glyphs: Glyphs };
type BlockProps = { readonly lines: readonly PaintedLine[]; readonly columns: number; readonly tools: Tools };

/** Lines one below the other; a row's place on the screen is its identity. */
function Block({ lines, columns, tools: { brush, glyphs } }: BlockProps) {
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      {lines.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows move under fixed places of the screen
        <Row key={place} sign={glyphs.signOf(paintLine(one, columns, brush))} columns={columns} />
      ))}
    </Box>
  );
}

type DividerProps = {
  readonly beside: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly tools: Tools;
};

/** The line between the list and what is said about it. */
function Divider({ beside, rows, columns, tools }: DividerProps) {
  const sign = beside ? '│' : '─'.repeat(columns);
  const lines = Array.from({ length: beside ? rows : 1 }, () => ({ spans: [{ text: sign, role: 'rule' as const }] }));
  return <Block lines={lines} columns={beside ? 1 : columns} tools={tools} />;
}

function Body({ view, tools }: { readonly view: ScreenView; readonly tools: Tools }) {
  const { detail, list, listColumns, size } = view;
  const main = <Block lines={list} columns={listColumns} tools={tools} />;
  if (!detail) return main;
  const beside = detail.place === 'beside';
  return (
    <Box flexDirection={beside ? 'row' : 'column'} flexShrink={0}>
      {main}
      <Divider beside={beside} rows={list.length} columns={size.columns} tools={tools} />
      <Block lines={detail.lines} columns={detail.columns} tools={tools} />
    </Box>
  );
}

export function App({ view, tools }: { readonly view: ScreenView; readonly tools: Tools }) {
  const { columns } = view.size;
  return (
    <Box flexDirection="column" width={columns}>
      <Block lines={view.top} columns={columns} tools={tools} />
      <Body view={view} tools={tools} />
      <Block lines={view.bottom} columns={columns} tools={tools} />
    </Box>
  );
}

export type Picture = { show(view: ScreenView, brush: Brush): void; end(): void };

/** Shows views through Ink on `writer`. `debug` hands every frame over whole; the writer writes what has changed. */
export function openPicture(writer: FrameWriter): Picture {
  const glyphs = new Glyphs();
  writer.expand = (line) => glyphs.expand(line);
  let shown: ReturnType<typeof render> | undefined;
  return {
    show(view, brush) {
      const app = <App view={view} tools={{ brush, glyphs }} />;
      if (shown) shown.rerender(app);
      else shown = render(app, { stdout: writer.asOutput(), debug: true, exitOnCtrlC: false, patchConsole: false });
      glyphs.turn();
    },
    end() {
      shown?.unmount();
    },
  };
}
