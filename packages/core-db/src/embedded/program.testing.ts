import { startEmbedded } from './index.ts';

/** A program of its own that starts the server, says where, and lives until it is ended. */
const [dataDir = '', port = '0'] = process.argv.slice(2);
const notes: string[] = [];
try {
  const server = await startEmbedded({
    dataDir,
    port: Number(port),
    isTest: true,
    onNote: (note) => notes.push(note),
  });
  process.stdout.write(`${JSON.stringify({ ...server, notes })}\n`);
  process.stdin.once('end', () => void server.stop());
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
}
