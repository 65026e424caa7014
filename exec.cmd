@rem npm runs the scripts of package.json in sh, where exec lets a signal to npm reach them, and on Windows in cmd, which has no exec but this.
@%*
