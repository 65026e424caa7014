@echo off
rem The command line for IT, on the app's own program as Node: nothing else is to be installed.
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Switchhook.exe" "%~dp0..\app.asar.unpacked\out\settings\switchhook-settings.mjs" %*
exit /b %errorlevel%
