#!/usr/bin/env bash
# Checks the packages in a folder, then compiles and runs a project outside the repository that references one of them.
# usage: nuget/verify.sh [folder]
set -euo pipefail
packages=$(cd "${1:-artifacts/packages}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
problems=0

problem() { echo "  PROBLEM $1" >&2; problems=$((problems + 1)); }

unpack() {
    if command -v unzip >/dev/null; then unzip -q -o "$1" -d "$2"; else python3 -m zipfile -e "$1" "$2"; fi
}

check_package() {
    local file=$1 name folder id nuspec
    name=$(basename "$file" .nupkg)
    folder="$work/$name"
    unpack "$file" "$folder"
    nuspec=$(find "$folder" -maxdepth 1 -name '*.nuspec')
    id=$(sed -nE 's:.*<id>(.*)</id>.*:\1:p' "$nuspec")
    [ -s "$folder/README.md" ] || problem "$name has no README.md"
    grep -q '<license type="expression">Apache-2.0</license>' "$nuspec" || problem "$name has no licence expression"
    grep -q '<description>Package Description' "$nuspec" && problem "$name has no description"
    if grep -q '<packageType name="DotnetTool"' "$nuspec"; then echo "  $name (tool)"; return; fi
    local dll
    while IFS= read -r dll; do
        [ "$(basename "$dll")" = "$id.dll" ] || problem "$name holds ${dll#"$folder"/}"
        [ -s "${dll%.dll}.xml" ] || problem "$name has no XML documentation beside ${dll#"$folder"/}"
    done < <(find "$folder" -name '*.dll')
    find "$folder" -name '*.dll' -path '*/lib/*' | grep -q . || problem "$name has no assembly"
    local native
    native=$(find "$folder" \( -name '*.so*' -o -name '*.dylib' -o -path '*/runtimes/*' \) -type f)
    case "$id" in
        *.Native.*) ;;
        *) [ -z "$native" ] || problem "$name holds native files: $native" ;;
    esac
    echo "  $name"
}

# A project that has never seen the repository: only a package source and a reference.
check_consumer() {
    local id=$1 version folder="$work/consumer" cache
    version=$(basename "$(ls "$packages/$id".[0-9]*.nupkg)" .nupkg)
    version=${version#"$id".}
    cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
    mkdir -p "$folder"
    cat > "$folder/consumer.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>$work/restored</RestorePackagesPath>
    <RestoreFallbackFolders>$cache</RestoreFallbackFolders>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$id" Version="$version" />
  </ItemGroup>
</Project>
XML
    cat > "$folder/Program.cs" <<'CS'
using System.Reflection;
using Thca.Core.Geometry;

Assembly library = Assembly.Load(args[0]);
var geometry = new ImageGeometry(new GridSize(4, 4, 4), Spacing.Isotropic(1));
Console.WriteLine($"  {library.GetName().Name} {library.GetName().Version}: {library.GetExportedTypes().Length} public types; {geometry.Size.Count} voxels");
CS
    (cd "$folder" && dotnet run -v quiet -- "$id") || problem "a project that references $id $version does not build or run"
}

ls "$packages"/*.nupkg >/dev/null 2>&1 || { echo "no packages in $packages" >&2; exit 1; }
echo "Packages:"
for file in "$packages"/*.nupkg; do check_package "$file"; done
echo "Consumer:"
check_consumer Thca.Radiomics
[ "$problems" = 0 ] || { echo "$problems problems" >&2; exit 1; }
echo "All packages are in order."
