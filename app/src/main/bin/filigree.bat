@echo off
rem Starts Filigree on the first Java 25 or newer of FILIGREE_JAVA, JAVA_HOME, the path, Program Files.
rem More options for Java itself go into FILIGREE_OPTS.
setlocal enableextensions
set "HOME_DIR=%~dp0.."
set "JAVA_EXE="
if defined FILIGREE_JAVA call :try "%FILIGREE_JAVA%"
if not defined JAVA_EXE if defined FILIGREE_JAVA call :try "%FILIGREE_JAVA%\bin\java.exe"
if not defined JAVA_EXE if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
if not defined JAVA_EXE for %%J in (java.exe) do call :try "%%~$PATH:J"
if not defined JAVA_EXE for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*") do call :try "%%~D\bin\java.exe"
if not defined JAVA_EXE (
    echo Filigree needs Java 25 or newer: install a JDK 25, or set FILIGREE_JAVA to its java.exe. 1>&2
    exit /b 2
)
rem Half of the memory for the heap: activations live outside of it, and other programs live too.
"%JAVA_EXE%" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=50 %FILIGREE_OPTS% -classpath "%HOME_DIR%\lib\*" filigree.app.Main %*
exit /b %ERRORLEVEL%

:try
if defined JAVA_EXE exit /b 0
if not exist "%~1" exit /b 0
if exist "%~1\" exit /b 0
set "MAJOR=0"
for /f "tokens=5 delims=. " %%V in ('""%~1" -XshowSettings:properties -version 2^>^&1" ^| findstr /c:"java.specification.version ="') do set "MAJOR=%%V"
if %MAJOR% GEQ 25 set "JAVA_EXE=%~1"
exit /b 0
