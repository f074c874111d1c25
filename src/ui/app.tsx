/** The screen as Ink sees it: blocks of painted lines. Only visible rows are elements, and unchanged ones stay as they are. */
import { Box, render, Text, Transform } from 'ink';
import { memo } from 'react';
import type { FrameWriter } from './frameWriter.js';
import { type Brush, type PaintedLine, paintLine } from './paint.js';
import type { ScreenView } from './view.js';

/**
 * One line that is painted already. Ink measures the space and shows what Transform makes of it: it keeps every text that
 * it ever measured, which a program that runs for days cannot afford.
 */
const Row = memo(function Row({ text, columns }: { readonly text: string; readonly columns: number }) {
  return (
    <Box width={columns} height={1} flexShrink={0}>
      <Transform transform={() => text}>
        <Text> </Text>
      </Transform>
    </Box>
  );
});

type BlockProps = { readonly lines: readonly PaintedLine[]; readonly columns: number; readonly brush: Brush };

/** Lines one below the other; a row's place on the screen is its identity. */
function Block({ lines, columns, brush }: BlockProps) {
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      {lines.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows move under fixed places of the screen
        <Row key={place} text={paintLine(one, columns, brush)} columns={columns} />
      ))}
    </Box>
  );
}

/** The line between the list and what is said about it. */
function Divider({
  beside,
  rows,
  columns,
  brush,
}: {
  readonly beside: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly brush: Brush;
}) {
  const sign = beside ? '│' : '─'.repeat(columns);
  const lines = Array.from({ length: beside ? rows : 1 }, () => ({ spans: [{ text: sign, role: 'rule' as const }] }));
  return <Block lines={lines} columns={beside ? 1 : columns} brush={brush} />;
}

function Body({ view, brush }: { readonly view: ScreenView; readonly brush: Brush }) {
  const { detail, list, listColumns, size } = view;
  const main = <Block lines={list} columns={listColumns} brush={brush} />;
  if (!detail) return main;
  const beside = detail.place === 'beside';
  return (
    <Box flexDirection={beside ? 'row' : 'column'} flexShrink={0}>
      {main}
      <Divider beside={beside} rows={list.length} columns={size.columns} brush={brush} />
      <Block lines={detail.lines} columns={detail.columns} brush={brush} />
    </Box>
  );
}

export function App({ view, brush }: { readonly view: ScreenView; readonly brush: Brush }) {
  const { columns } = view.size;
  return (
    <Box flexDirection="column" width={columns}>
      <Block lines={view.top} columns={columns} brush={brush} />
      <Body view={view} brush={brush} />
      <Block lines={view.bottom} columns={columns} brush={brush} />
    </Box>
  );
}

export type Picture = { show(view: ScreenView, brush: Brush): void; end(): void };

/** Shows views through Ink on `writer`. `debug` hands every frame over whole; the writer writes what has changed. */
export function openPicture(writer: FrameWriter): Picture {
  let shown: ReturnType<typeof render> | undefined;
  return {
    show(view, brush) {
      const app = <App view={view} brush={brush} />;
      if (shown) shown.rerender(app);
      else {
        shown = render(app, {
          stdout: writer as unknown as NodeJS.WriteStream,
          debug: true,
          exitOnCtrlC: false,
          patchConsole: false,
        });
      }
    },
    end() {
      shown?.unmount();
    },
  };
}
