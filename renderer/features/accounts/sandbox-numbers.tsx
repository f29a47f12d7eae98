import { useWords } from '../../lib/language.tsx';
import { sandboxNumbers, sandboxPrefix } from '../../lib/sandbox-table.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import classes from './welcome.module.css';

/** The table of what each ending of a number does in the sandbox. */
export function SandboxNumbers() {
  const words = useWords();
  const { numbers } = words.welcome;
  return (
    <>
      <h2 className={classes.sideTitle}>{numbers.title}</h2>
      <p className={classes.sideText}>{numbers.text}</p>
      <table className={classes.table}>
        <thead className="spoken">
          <tr>
            <th scope="col">{numbers.number}</th>
            <th scope="col">{numbers.status}</th>
            <th scope="col">{numbers.how}</th>
          </tr>
        </thead>
        <tbody>
          {sandboxNumbers(words).map((row) => (
            <tr key={row.ending}>
              <td className="tnum nowrap">
                {sandboxPrefix}
                <strong>{row.ending}</strong>
              </td>
              <td>
                <StatusMark kind={row.kind} word={row.word} share={0.4} />
              </td>
              <td className={classes.how}>{row.how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
