/** Another program listens on the port, or the system keeps it for itself. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`port ${port} is taken`);
  }
}
