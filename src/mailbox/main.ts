import { runProcess, StartFault } from '../process/entry';
import { openMailbox } from './mailbox';

void runProcess(async ({ mailbox, hosts }) => {
  const open = await openMailbox({ ...mailbox, hosts }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFault(
      `The sandbox mailbox cannot open (${reason}): see TOCSIN_SMTP_PORT, TOCSIN_MAILBOX_PORT, TOCSIN_MAILBOX_HOST and TOCSIN_DATA.`,
    );
  });
  return () => open.close();
});
